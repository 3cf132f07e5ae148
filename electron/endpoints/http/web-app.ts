import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../base/content-security-policy.ts';

/** Serves the built web app. Its files are public; what they show comes over the guarded API. */
export async function serveWebApp(server: FastifyInstance, folder: string): Promise<void> {
  server.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('cross-origin-resource-policy', 'same-origin');
  });
  if (!existsSync(folder)) {
    server.get('/', (_, reply) =>
      reply.type('text/plain').send('The web app is not built: run `npm run build`.\n'),
    );
    return;
  }
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Built assets carry a hash in their name; the page that names them must always be asked for.
      const isAsset = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
