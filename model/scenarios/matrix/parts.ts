import { partPolicies } from '../../lab/policies/parts';
import { namesOf, type Suite } from '../build/scenario';
import type { Coordinates } from '../../lab/plan/coordinates';

export const partMatrix = {
  number: 28,
  title: 'A file in two parts, the second from another origin: what an element may put together',
  links: ['https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response'],
  products: [
    {
      pages: ['http', 'https'],
      loaders: ['audio', 'audio-anonymous'],
      relations: ['same-origin', 'other-site'],
      policies: namesOf(partPolicies),
      except: [
        {
          why: 'whether some of a first part is heard before the second one fails is a race',
          when: ({ loader, relation, policy }: Coordinates) =>
            relation === 'same-origin' &&
            policy.startsWith('parts-elsewhere') &&
            !(loader === 'audio-anonymous' && policy === 'parts-elsewhere'),
        },
      ],
    },
  ],
} as const satisfies Suite;
