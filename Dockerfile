# `server`: one image for every server of the lab; its environment says which one a container is. `specs`: the suite.
FROM node:24-bookworm-slim AS build
WORKDIR /earshot
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY model model
COPY servers servers
COPY apps apps
RUN npm run build \
 && npx tsc -p servers --noEmit false --rootDir . --outDir compiled \
 && cp -r servers/audio/files compiled/servers/audio/files \
 && cp servers/check-health.sh compiled/servers/ \
 && mkdir -p compiled/apps && cp -r apps/dist compiled/apps/dist

FROM node:24-bookworm-slim AS packages
WORKDIR /earshot
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

# The suite, to run inside the network of the lab.
FROM mcr.microsoft.com/playwright:v1.64.1-noble AS specs
WORKDIR /earshot
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY --from=build /earshot/apps/dist apps/dist
COPY . .
CMD ["npx", "playwright", "test"]

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production EARSHOT_ADDRESS=0.0.0.0 EARSHOT_TLS_FOLDER=/tls
# A volume mounted here takes over its owner.
RUN mkdir --mode=700 /tls && chown node:node /tls
WORKDIR /earshot
COPY --from=packages /earshot/node_modules node_modules
COPY --from=build /earshot/compiled ./
USER node
CMD ["node", "servers/main.js"]
