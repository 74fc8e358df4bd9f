import type { FetchRequest } from '../../../model/lab/plan/cell';

type RequestBody = NonNullable<FetchRequest['body']>;

const text = 'song=earshot';

function fields(): FormData {
  const data = new FormData();
  data.append('song', 'earshot');
  return data;
}

/** A body of each interface, a few bytes long. @param type that of a `Blob` */
export function makeBody(kind: RequestBody, type: string): BodyInit {
  switch (kind) {
    case 'string':
      return text;
    case 'URLSearchParams':
      return new URLSearchParams(text);
    case 'FormData':
      return fields();
    case 'Blob':
      return new Blob([text], { type });
    case 'ArrayBuffer':
      return new TextEncoder().encode(text).buffer;
    case 'ReadableStream':
      return new Blob([text]).stream();
  }
}
