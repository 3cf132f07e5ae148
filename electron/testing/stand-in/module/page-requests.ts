import type { PausedRequest } from '../chromium/page-event.ts';
import type { SendCommand } from '../chromium/devtools.ts';
import { answerRequest, fromChromium } from './protocol.ts';

/**
 * Answers a request of a page from the app's own protocol handler, or lets it go where none serves it.
 *
 * @param send  commands to the page that asked
 */
export async function answerPaused(paused: PausedRequest, send: SendCommand): Promise<void> {
  const { requestId } = paused;
  const { method, headers, postData } = paused.request;
  const request = new Request(fromChromium(paused.request.url), {
    method,
    headers,
    ...(postData !== undefined && { body: postData }),
  });
  const response = await answerRequest(request);
  if (!response) {
    await send('Fetch.continueRequest', { requestId });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  await send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  });
}

/** The page stays where it is. */
export async function refusePaused({ requestId }: PausedRequest, send: SendCommand) {
  await send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
}
