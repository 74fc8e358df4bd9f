import { bodyPolicies } from '../../lab/policies/bodies';
import { lastLoadOf } from '../../lab/loaders/loaders';
import { namesOf, type Suite } from '../build/scenario';
import type { Coordinates } from '../../lab/plan/coordinates';

const policies = namesOf(bodyPolicies);
const cutShort = ['reset-half', 'truncated'];

export const answerMatrix = {
  number: 17,
  title:
    'Ranges, content types, statuses and faults: decoys that are not CORS, and CORS that looks like them',
  links: ['https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource'],
  products: [
    {
      pages: ['http'],
      loaders: [
        'audio',
        'audio-anonymous',
        'fetch-same-origin',
        'fetch-no-cors',
        'fetch-range',
        'fetch-range-suffix',
        'xhr',
      ],
      relations: ['other-site', 'same-origin'],
      policies,
      except: [
        {
          why: 'how often and how long a browser tries again after a reset is its own affair',
          when: ({ policy }: Coordinates) => policy === 'reset',
        },
        {
          why: 'how much of half a file an element plays is a race between its buffer and the end of the connection',
          when: ({ loader, policy }: Coordinates) =>
            cutShort.includes(policy) && lastLoadOf(loader).plays === 'element',
        },
      ],
    },
  ],
} as const satisfies Suite;
