import { expect } from '@playwright/test';
import type { Answer } from './answer';

export interface Refusal {
  readonly at: string;
  readonly value: unknown;
  readonly message: string;
}

/** Expects an answer to bad input: the status, and a JSON body that names where the fault is. Returns its words. */
export function expectRefusal(answer: Answer, status: number, at: string): Refusal {
  expect(answer.status).toBe(status);
  const body = answer.json() as { error: Refusal };
  // In one, since thousands of answers come here and an expect() costs more than an answer.
  expect({
    type: answer.header('Content-Type'),
    keys: [Object.keys(body), Object.keys(body.error)],
    at: body.error.at,
    message: body.error.message,
  }).toEqual({
    type: expect.stringMatching(/^application\/json\b/),
    keys: [['error'], ['at', 'value', 'message']],
    at,
    message: expect.stringMatching(/\w+ \w+/),
  });
  return body.error;
}
