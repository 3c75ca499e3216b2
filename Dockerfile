# The server and the reference app in one image: docker build -t backhaul . && docker run -p 4180:4180 -v backhaul:/data backhaul
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production PORT=4180 DATA_DIR=/data APP_DIR=/app/build/app
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/build/app build/app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4180
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node as the first process ends nothing by itself: the server stops gracefully at SIGTERM, within --stop-within.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/server/backhaul.js"]
CMD ["serve", "--host", "0.0.0.0"]
