import { AppError } from '../../base/app-error.ts';
import type { Handlers } from '../../contract/index.ts';
import type { DoctorCheck } from '../../contract/values/system.ts';

export interface Finding {
  readonly status: DoctorCheck['status'];
  readonly text: string;
  readonly suggestion?: string;
}

export interface Check {
  readonly id: string;
  readonly title: string;
  readonly examine: () => Finding | Promise<Finding>;
}

/** A check that takes longer has itself something wrong with what it looks at. */
const checkTimeoutMs = 10_000;

/** Runs every check, whatever the others find; one that fails is itself a problem. */
export async function examine(checks: readonly Check[]): Promise<DoctorCheck[]> {
  return Promise.all(
    checks.map(async ({ id, title, examine }) => {
      const { status, text, suggestion = null } = await within(examine).catch(asFinding);
      return { id, title, status, text, suggestion };
    }),
  );
}

export const doctorHandlers = (checks: readonly Check[]): Pick<Handlers, 'system.doctor'> => ({
  'system.doctor': () => examine(checks),
});

async function within(examine: Check['examine']): Promise<Finding> {
  const late = Promise.withResolvers<Finding>();
  const timer = setTimeout(
    () => late.resolve({ status: 'problem', text: 'No answer within 10 s.' }),
    checkTimeoutMs,
  );
  try {
    return await Promise.race([Promise.resolve(examine()), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function asFinding(error: unknown): Finding {
  if (error instanceof AppError) {
    const { userMessage, suggestion } = error;
    return {
      status: 'problem',
      text: userMessage,
      ...(suggestion !== undefined && { suggestion }),
    };
  }
  return { status: 'problem', text: error instanceof Error ? error.message : String(error) };
}
