// A service of CommonJS modules on node's own server.
const { createServer } = require("node:http");

const server = createServer((request, response) => response.end(JSON.stringify({ headers: request.headers })));
server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
