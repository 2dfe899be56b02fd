import { createServer } from 'node:http';
import { Server } from 'socket.io';

/** Socket.IO as it comes: a connection, and a room of its own. */
const server = createServer();
new Server(server).on('connection', (socket) => void socket.join(`visitor:${socket.id}`));
server.listen(Number(process.env.PORT));
process.once('SIGTERM', () => process.exit(0));
