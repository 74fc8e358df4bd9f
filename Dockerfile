# `server`: one image for every server of the lab; its environment says which one a container is. `specs`: the suite.
# `cli`: the command line beside a browser.
FROM node:24-bookworm-slim AS build
WORKDIR /earshot
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY setup setup
COPY model model
COPY servers servers
COPY apps apps
RUN npm run build && npx vite build servers --logLevel warn

# The suite, to run inside the network of the lab.
FROM mcr.microsoft.com/playwright:v1.64.1-noble AS specs
WORKDIR /earshot
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY --from=build /earshot/apps/dist apps/dist
COPY . .
# Whoever it runs as writes reports here, and what browsers and npm keep in HOME: Compose has it run as the owner of the
# folders of the reports, who has no name here. Not sticky: Playwright empties its folders by removing them.
ENV HOME=/home/specs
RUN mkdir --mode=777 /home/specs .earshot blob-report playwright-report test-results && chmod 777 .
USER 1000:1000
CMD ["npx", "playwright", "test"]

# What users get.
FROM build AS package
COPY runner runner
COPY api api
COPY README.md CHANGELOG.md LICENSE ./
RUN npm run build:package && mkdir /package && npm pack --pack-destination /package \
 && node -p "require('./package.json').devDependencies['@playwright/test']" >/package/playwright-version

# docker run --rm earshot check https://cdn.example/song.mp3 --page https://app.example
FROM node:24-bookworm-slim AS cli
RUN apt-get update \
 && apt-get install --yes --no-install-recommends chromium \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/earshot
COPY --from=package /package /package
RUN npm install --ignore-scripts --no-audit --no-fund \
      /package/earshot-*.tgz "@playwright/test@$(cat /package/playwright-version)" \
 && rm -rf /root/.npm \
 # It remembers there which browsers it found.
 && install --directory --owner node node_modules/earshot/api/dist/node_modules/.cache
ENV PATH=/opt/earshot/node_modules/.bin:$PATH
# Mount a folder here for reports, and for a file of checks.
WORKDIR /work
RUN chown node:node /work
USER node
ENTRYPOINT ["earshot"]
CMD ["--help"]

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production EARSHOT_ADDRESS=0.0.0.0 EARSHOT_TLS_FOLDER=/tls
# A volume mounted here takes over its owner.
RUN mkdir --mode=700 /tls && chown node:node /tls
WORKDIR /earshot
COPY --from=build /earshot/apps/dist apps/dist
COPY --from=build /earshot/servers/dist servers/dist
COPY servers/audio/files servers/dist/files
COPY servers/check-health.sh servers/
USER node
# Half of the memory of a container: the rest is for buffers, which are not on the heap.
CMD ["node", "--max-old-space-size=128", "servers/dist/main.js"]
