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
  expect(answer.header('Content-Type')).toMatch(/^application\/json\b/);
  const body = answer.json() as { error: Refusal };
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(body.error)).toEqual(['at', 'value', 'message']);
  expect(body.error.at).toBe(at);
  expect(body.error.message).toMatch(/\w+ \w+/);
  return body.error;
}
