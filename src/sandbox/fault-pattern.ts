/** Tells whether a fault's `on` covers a request. */
export function isMeant(on: string, method: string, path: string): boolean {
  const [first = '', ...rest] = on.trim().split(/\s+/);
  const pattern = rest.length > 0 ? rest.join(' ') : first;
  if (rest.length > 0 && first !== '*' && first.toUpperCase() !== method) return false;
  if (pattern === '*') return true;
  if (pattern.endsWith('$')) return path === pattern.slice(0, -1);
  if (!pattern.includes('*')) return path === pattern || path.startsWith(`${pattern}/`);
  return fitsPattern(pattern.split('*'), path);
}

/** Compares piece by piece, so that no pattern can make it slow. */
function fitsPattern(pieces: readonly string[], path: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (!path.startsWith(first) || path.length < first.length + last.length) return false;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = path.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return path.length - last.length >= position && path.endsWith(last);
}
