// A service of ES modules on node's own server.
import { createServer } from "node:http";

const server = createServer((request, response) => response.end(JSON.stringify({ headers: request.headers })));
server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
