import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type ProxyOptions } from 'vite';
import { windowPlugins } from '../renderer/window-plugins.ts';

const service = 'http://127.0.0.1:9190';
const tokenFile = join(process.env['RIGWRIGHT_DATA'] ?? '.', 'access-token');

/** Speaks to the service as its own page would; the token is read late, as the service makes it. */
const toService: ProxyOptions = {
  target: service,
  ws: true,
  changeOrigin: true,
  configure(proxy) {
    const identify = (request: { setHeader(name: string, value: string): void }): void => {
      request.setHeader('authorization', `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`);
      request.setHeader('origin', service);
    };
    proxy.on('proxyReq', identify);
    proxy.on('proxyReqWs', identify);
  },
};

/** The web app while it is written: `npm run dev`. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../renderer'),
  plugins: windowPlugins(),
  server: { port: 5173, proxy: { '/api': toService } },
});
