import type { Reason } from '../../model/standards/reason';
import { effectivePolicy, type Choices } from './choices';
import type { Report } from './get-and-load';

/** A change of one choice that is worth a try after a report. */
export interface Suggestion {
  readonly says: string;
  readonly choices: Choices;
}

const aboutCredentials: readonly (Reason | null)[] = [
  'wildcard-with-credentials',
  'allow-credentials-missing',
];

function afterGet(reason: Reason | null, choices: Choices): Suggestion[] {
  if (aboutCredentials.includes(reason))
    return [{ says: 'Send the GET without credentials', choices: { ...choices, credentials: 'omit' } }];
  if (reason === 'auth')
    return choices.credentials === 'include'
      ? []
      : [{ says: 'Send the GET with credentials', choices: { ...choices, credentials: 'include' } }];
  return [
    {
      says: 'Skip the GET and set src directly, as its author would try next',
      choices: { ...choices, direct: true, crossorigin: 'none' },
    },
    { says: 'Ask a CDN that allows every origin', choices: { ...choices, cdn: 'cdn-open', policy: null } },
  ];
}

function afterAudio(reason: Reason | null, choices: Choices): Suggestion[] {
  if (reason === 'no-crossorigin')
    return [
      { says: 'Load it with crossorigin="anonymous"', choices: { ...choices, crossorigin: 'anonymous' } },
      { says: 'Hear the element itself: take the tap off', choices: { ...choices, tap: false } },
    ];
  if (aboutCredentials.includes(reason))
    return [
      { says: 'Load it with crossorigin="anonymous"', choices: { ...choices, crossorigin: 'anonymous' } },
    ];
  if (reason === 'auth')
    return choices.crossorigin === 'use-credentials'
      ? []
      : [
          {
            says: 'Load it with crossorigin="use-credentials"',
            choices: { ...choices, crossorigin: 'use-credentials' },
          },
        ];
  return [
    { says: 'Ask a CDN that allows every origin', choices: { ...choices, cdn: 'cdn-open', policy: null } },
    { says: 'Load it without crossorigin', choices: { ...choices, crossorigin: 'none' } },
  ];
}

const toLaxSession = (choices: Choices): Suggestion[] => {
  const { session } = effectivePolicy(choices);
  return session && session.sameSite !== 'None'
    ? [
        {
          says: 'Ask for a session cookie that may cross sites: SameSite=None',
          choices: {
            ...choices,
            policy: 'session-none',
            credentials: 'include',
            crossorigin: 'use-credentials',
          },
        },
      ]
    : [];
};

/** What to try after a report; nothing where all is readable or nothing was found. */
export function suggestNext({ get, audio, choices }: Report): Suggestion[] {
  const finding = audio === 'never asked' ? get : audio;
  if (finding === 'skipped' || (finding.outcome !== 'blocked' && finding.outcome !== 'opaque')) return [];
  const { reason } = finding;
  const next = finding === get ? afterGet(reason, choices) : afterAudio(reason, choices);
  return reason === 'auth' ? [...next, ...toLaxSession(choices)] : next;
}
