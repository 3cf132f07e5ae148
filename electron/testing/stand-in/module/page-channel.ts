import type { SendCommand } from '../chromium/devtools.ts';
import { tellListener, type PageEvent } from '../chromium/page-event.ts';
import { makeCodec } from '../page/codec.ts';
import { fromMain, preloadWorld, toMain, type FromPage, type ToPage } from '../page/messages.ts';

const codec = makeCodec();

/** The way between the main process and the preload script of the document that a page shows now. */
export class PageChannel {
  readonly #onMessage: (message: FromPage) => void;
  #context: number | undefined;

  constructor(onMessage: (message: FromPage) => void) {
    this.#onMessage = onMessage;
  }

  /** Follows the page from document to document. @param mainFrame  id of the page's main frame */
  follow(event: PageEvent, mainFrame: string): void {
    tellListener(
      {
        'Runtime.executionContextCreated': ({ context: { id, name, auxData } }) => {
          if (name === preloadWorld && auxData.frameId === mainFrame) this.#context = id;
        },
        'Runtime.executionContextsCleared': () => (this.#context = undefined),
        'Runtime.bindingCalled': ({ name, payload, executionContextId }) => {
          if (name !== toMain || executionContextId !== this.#context) return;
          this.#onMessage(codec.decode(payload) as FromPage);
        },
      },
      event,
    );
  }

  /**
   * Sends to the document that is there now; without one the message is lost, as in Electron.
   *
   * @throws {Error} where Electron could not clone the message either
   */
  send(message: ToPage, send: SendCommand | undefined): void {
    const text = codec.encode(message);
    if (this.#context === undefined || !send) return;
    const expression = `${fromMain}(${JSON.stringify(text)})`;
    // The document may go while the message is on its way.
    send('Runtime.evaluate', { contextId: this.#context, expression }).catch(() => undefined);
  }
}
