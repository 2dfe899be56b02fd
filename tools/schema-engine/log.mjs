// Lines on stderr in the form in which Prisma's CLI reads them from its native engine.

export function logInfo(message) {
  write('INFO', 'schema_engine', { message });
}

export function logError(message, errorCode) {
  write('ERROR', 'schema_engine::logger', { message, error_code: errorCode });
}

function write(level, target, fields) {
  process.stderr.write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target })}\n`);
}
