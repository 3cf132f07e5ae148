/** From the test to the app: a function's source to call with the module `electron`, or a question. */
export type TestRequest =
  | {
      readonly id: number;
      readonly type: 'evaluate';
      readonly source: string;
      readonly arg: unknown;
    }
  | { readonly id: number; readonly type: 'endpoint' };

export type TestAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };
