# One image for server, workers, migrations and the making of secrets. The tag is that of the Node in package-lock.json (a test compares them).
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY connectors ./connectors
COPY signals ./signals
COPY jobs ./jobs
COPY fixtures ./fixtures
RUN npm run build

FROM node:24.21.0-bookworm-slim AS modules
WORKDIR /build
COPY package.json package-lock.json ./
# Without the keyring of an operating system, which a container has none of.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production WMMM_HOME=/data
WORKDIR /app
# Everything under /app belongs to root: what runs cannot change it.
COPY package.json LICENSE ./
COPY bin ./bin
COPY schemas ./schemas
COPY --from=modules /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
# A new volume takes its owner and rights from the directory that it is first mounted on: /data for files, /volumes for those of compose.yaml.
RUN install -d -o node -g node -m 0700 /data /volumes/server /volumes/migrate /volumes/postgres /volumes/redis /volumes/postgres-data /volumes/redis-data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/wmmm.js"]
CMD ["serve", "--host", "0.0.0.0"]
