// First of all: the shell that started us may be gone a moment later.
const parent = process.ppid;

// Nothing that an old Node.js can't load may be imported before its version is checked.
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    `propstack-snom needs Node.js 24 or newer, this is ${process.version}: install a newer one, or use "npm ci && npm start", which brings it along\n`,
  );
  process.exitCode = 1;
} else {
  const { runServer } = await import('./run-server.ts');
  await runServer(process, parent);
}
