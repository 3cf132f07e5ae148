export interface Bridge {
  /** Puts a value into the other world's window, functions and promises included. */
  readonly expose: (name: string, value: unknown) => void;
}

/**
 * One end of `contextBridge`. The page's world and the preload's share the document but no object;
 * a CustomEvent's detail is cloned from one into the other at once, and functions and promises go
 * as numbers. Runs in the page, where it is put by its source: it may use nothing from outside.
 */
export function bridge(side: 'page' | 'preload'): Bridge {
  type Packed =
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'function' | 'promise'; readonly id: number }
    | { readonly kind: 'error'; readonly message: string }
    | { readonly kind: 'list'; readonly items: readonly Packed[] }
    | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Packed])[] };
  type Message =
    | { readonly type: 'call'; readonly id: number; readonly args: readonly Packed[] }
    | {
        readonly type: 'settled' | 'returned';
        readonly id: number;
        readonly ok: boolean;
        readonly result: Packed;
      }
    | { readonly type: 'expose'; readonly name: string; readonly value: Packed };
  type AnyFunction = (...args: unknown[]) => unknown;
  interface Settle {
    readonly resolve: (value: unknown) => void;
    readonly reject: (reason: unknown) => void;
  }

  const other = side === 'page' ? 'preload' : 'page';
  const functions = new Map<number, AnyFunction>();
  const promises = new Map<number, Settle>();
  let lastId = 0;
  let returned: { readonly ok: boolean; readonly result: Packed } | undefined;

  const post = (detail: Message): void => {
    window.dispatchEvent(new CustomEvent(`__standin_${other}`, { detail }));
  };

  const pack = (value: unknown): Packed => {
    const before = lastId;
    const packed = packPart(value);
    // Electron refuses what cannot be cloned, such as the proxies of a reactive store; a value
    // that carries no function can be asked whether it could be.
    if (lastId === before) structuredClone(value);
    return packed;
  };

  const packPart = (value: unknown): Packed => {
    if (typeof value === 'function') {
      functions.set(++lastId, value as AnyFunction);
      return { kind: 'function', id: lastId };
    }
    if (value instanceof Promise) {
      const id = ++lastId;
      value.then(
        (result) => post({ type: 'settled', id, ok: true, result: pack(result) }),
        (error) => post({ type: 'settled', id, ok: false, result: packError(error) }),
      );
      return { kind: 'promise', id };
    }
    if (Array.isArray(value)) return { kind: 'list', items: value.map(packPart) };
    if (isPlain(value)) {
      return {
        kind: 'object',
        fields: Object.entries(value).map(([name, item]) => [name, packPart(item)] as const),
      };
    }
    return { kind: 'value', value };
  };

  const isPlain = (value: unknown): value is object =>
    typeof value === 'object' &&
    value !== null &&
    [null, Object.prototype].includes(Object.getPrototypeOf(value) as object | null);

  const packError = (error: unknown): Packed => ({
    kind: 'error',
    message: error instanceof Error ? error.message : String(error),
  });

  const unpack = (packed: Packed): unknown => {
    switch (packed.kind) {
      case 'function':
        return (...args: unknown[]) => call(packed.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed.id, { resolve, reject }));
      case 'list':
        return packed.items.map(unpack);
      case 'object':
        return Object.fromEntries(packed.fields.map(([name, item]) => [name, unpack(item)]));
      case 'error':
        return new Error(packed.message);
      case 'value':
        break;
    }
    return packed.value;
  };

  const call = (id: number, args: readonly unknown[]): unknown => {
    post({ type: 'call', id, args: args.map(pack) });
    // The other world has answered within dispatchEvent.
    const answer = returned;
    returned = undefined;
    if (!answer) throw new Error('the other world did not answer');
    if (!answer.ok) throw unpack(answer.result);
    return unpack(answer.result);
  };

  const answerCall = (id: number, args: readonly Packed[]): void => {
    try {
      const result = pack(functions.get(id)?.(...args.map(unpack)));
      post({ type: 'returned', id, ok: true, result });
    } catch (error) {
      post({ type: 'returned', id, ok: false, result: packError(error) });
    }
  };

  const settle = (id: number, ok: boolean, result: Packed): void => {
    const promise = promises.get(id);
    promises.delete(id);
    if (ok) promise?.resolve(unpack(result));
    else promise?.reject(unpack(result));
  };

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !(value instanceof Promise)) {
      Object.values(Object.freeze(value)).forEach(freeze);
    }
    return value;
  };

  window.addEventListener(`__standin_${side}`, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    switch (message.type) {
      case 'call':
        answerCall(message.id, message.args);
        break;
      case 'returned':
        returned = message;
        break;
      case 'settled':
        settle(message.id, message.ok, message.result);
        break;
      case 'expose':
        Object.defineProperty(window, message.name, {
          value: freeze(unpack(message.value)),
          enumerable: true,
        });
        break;
    }
  });
  return { expose: (name, value) => post({ type: 'expose', name, value: packPart(value) }) };
}
