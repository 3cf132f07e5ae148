import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a process offers: functions by name, whose arguments and results are plain data. */
type Offers = Readonly<Record<string, (...input: never[]) => unknown>>;

interface Question {
  readonly id: number;
  readonly name: string;
  readonly input: readonly never[];
}

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  /** What it failed with. */
  readonly failure?: string;
}

/** A process of its own, so that what it costs is not mixed with what the others cost. */
export interface Remote<Api extends Offers> extends AsyncDisposable {
  /** @throws {Error}  what the function threw there, or that the process has ended */
  call<Name extends keyof Api & string>(
    name: Name,
    ...input: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>>;
}

/** Starts a file that calls {@link offer}. Its collector of garbage can be called. */
export function startRemote<Api extends Offers>(file: URL): Remote<Api> {
  const child = fork(file, { execArgv: [...process.execArgv, '--expose-gc'] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const exited = once(child, 'exit');
  let asked = 0;
  child.on('message', ({ id, result, failure }: Reply) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) question?.resolve(result);
    else question?.reject(new Error(failure));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${file.pathname} has ended`));
  });
  return {
    async call(name, ...input) {
      asked += 1;
      const question = Promise.withResolvers<unknown>();
      waiting.set(asked, question);
      child.send({ id: asked, name, input });
      // Both sides are made from the type of what is offered.
      return (await question.promise) as never;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** Answers the process that started this one, and ends with it. */
export function offer(api: Offers): void {
  process.on('message', (question: Question) => void answer(api, question));
  process.on('disconnect', () => process.exit());
}

async function answer(api: Offers, { id, name, input }: Question): Promise<void> {
  const say = (reply: Reply): void => void process.send?.(reply);
  try {
    say({ id, result: await api[name]?.(...input) });
  } catch (error) {
    say({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
