/** What Chromium tells of a page, as far as the stand-in listens; the names are the DevTools protocol's. */
interface PageEvents {
  'Runtime.executionContextCreated': {
    readonly context: {
      readonly id: number;
      readonly name: string;
      readonly auxData: { readonly frameId: string };
    };
  };
  'Runtime.executionContextsCleared': object;
  'Runtime.bindingCalled': {
    readonly name: string;
    readonly payload: string;
    readonly executionContextId: number;
  };
  'Runtime.exceptionThrown': {
    readonly exceptionDetails: {
      readonly text: string;
      readonly exception?: { readonly description?: string };
    };
  };
  'Page.frameNavigated': {
    readonly frame: { readonly id: string; readonly parentId?: string; readonly url: string };
  };
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string };
  'Page.loadEventFired': object;
  'Page.lifecycleEvent': { readonly frameId: string; readonly name: string };
  'Page.javascriptDialogOpening': object;
  'Inspector.targetCrashed': object;
  'Inspector.detached': object;
  'Fetch.requestPaused': PausedRequest;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
  };
}

export type PageEvent = {
  [Name in keyof PageEvents]: { readonly method: Name; readonly params: PageEvents[Name] };
}[keyof PageEvents];

export type PageListeners = {
  readonly [Name in keyof PageEvents]?: (params: PageEvents[Name]) => void;
};

export function tellListener(listeners: PageListeners, { method, params }: PageEvent): void {
  // The name picks listener and parameters together, which the compiler cannot follow.
  const listener = listeners[method] as ((params: unknown) => void) | undefined;
  listener?.(params);
}
