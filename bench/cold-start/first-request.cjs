// Run as a program by plain node, as Lambda starts a function: loads the bundle in argv[2], answers the event in argv[3], and says in its
// last line how many milliseconds that took from before the load, and how many of them the load.
const begun = performance.now();
const { handler } = require(process.argv[2]);
const loaded = performance.now();

handler(JSON.parse(process.argv[3]), { awsRequestId: 'first' }).then(({ statusCode }) => {
  const answered = performance.now();
  process.stdout.write(
    `${JSON.stringify({ load: loaded - begun, all: answered - begun, sinceStart: answered, statusCode })}\n`,
    () => process.exit(0),
  );
});
