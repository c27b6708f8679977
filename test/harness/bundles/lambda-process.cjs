// Run as a program by plain node: requires the handler of the bundle in argv[2], and answers the events that it is sent.
// Messages keep their order, so that a line of the log is there before the answer whose request wrote it.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (line) => process.send({ log: String(line) });
}
const { handler } = require(process.argv[2]);

process.on('message', async ({ id, event, context }) => {
  try {
    process.send({ id, result: await handler(event, context) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
