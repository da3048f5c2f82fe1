// `npm run bench`, or a part of it: `npm run bench -- --only hot --short`; of the hot paths also one by its name, `--path jumlah`.
// The same file runs each measured bot in a process of its own; neither loads what only the other needs.
if (process.argv.length > 2 && !process.argv[2]?.startsWith('--')) {
  const { serveBot } = await import('./bots/serve.js');
  await serveBot(process.argv.slice(2));
} else {
  const { runParts } = await import('./parts.js');
  await runParts(process.argv.slice(2));
}
