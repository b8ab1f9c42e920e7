import type { XmlElement } from './xml.ts';

/** The child elements, or those with one of the names (in lower case; the case of tags is ignored). */
export function childrenOf(
  parent: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement[] {
  const elements = (parent?.content ?? []).filter((part) => typeof part === 'object');
  if (names.length === 0) return elements;
  return elements.filter(({ name }) => names.includes(name.toLowerCase()));
}

/** The first child element with this name (in lower case), if any. */
export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

/** The element's own text, trimmed; empty for a missing element. */
export function textOf(element: XmlElement | undefined): string {
  return (element?.content ?? [])
    .filter((part) => typeof part === 'string')
    .join('')
    .trim();
}
