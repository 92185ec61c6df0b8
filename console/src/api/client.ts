import createClient, { type Middleware } from 'openapi-fetch';
import { t } from '../words';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** What went wrong, in words that can be shown. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

let csrfToken = '';

/** Sent with every change from now on; kept in memory alone. */
export function sendCsrfToken(token: string): void {
  csrfToken = token;
}

const withToken: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') {
      request.headers.set('X-CSRF-Token', csrfToken);
    }
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
api.use(withToken);

type Answer<T> = { data?: { data: T } | undefined; error?: unknown; response: Response };

/** The data of an answer; throws a {@link Problem} when it was refused or did not come. */
export async function dataOf<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch {
    throw new Problem(0, t.common.unreachable);
  }
  if (answer.data !== undefined) {
    return answer.data.data;
  }
  const told = answer.error as { error?: unknown } | undefined;
  throw new Problem(
    answer.response.status,
    typeof told?.error === 'string' ? told.error : t.common.answeredWith(answer.response.status),
  );
}

/** Whether no answer came from the platform itself, so that nobody knows what became of a request. */
function isLost(error: unknown): boolean {
  return error instanceof Problem && [0, 502, 504].includes(error.status);
}

/** For an act that ends what answers it: an answer that is lost on the way is no failure. Tells whether there was one. */
export async function unlessLost(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (!isLost(error)) {
      throw error;
    }
    return false;
  }
}

/** What to say when an act failed: without an answer from the platform, nobody knows whether it was done. */
export function failureOfAct(error: unknown): string {
  return error instanceof Problem && !isLost(error) ? error.message : t.common.unknownOutcome;
}
