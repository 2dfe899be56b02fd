# One process of Baton. Set DATABASE_URL and BATON_SECRET for several; without DATABASE_URL it brings its own PostgreSQL,
# and keeps everything in /data.
FROM node:24-bookworm-slim

# Signals reach the server, and what has ended is cleaned up: the first process of a container does neither by itself.
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY . .
# Packages and front ends are made here, as the owner of the files: a start installs and builds what is missing.
RUN chown -R node:node /app && mkdir /data && chown node:node /data
USER node
RUN node scripts/boot.mjs build

ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data NODE_ENV=production
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "scripts/boot.mjs", "start"]
