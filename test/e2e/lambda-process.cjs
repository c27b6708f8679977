// Run as a program by plain node, as Lambda runs a function: requires the bundle in argv[2] and answers the events it is sent.
const { handler } = require(process.argv[2]);

process.on('message', async ({ event, id }) => {
  const result = await handler(event, { awsRequestId: `request-${id}` });
  process.send({ result, id });
});
