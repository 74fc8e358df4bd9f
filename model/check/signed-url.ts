import type { Url } from '../http/url';

/** Parameters that sign a URL, or say until when it is valid: those of S3, GCS, Azure, CloudFront, Akamai, nginx and players. */
const signing =
  'x-(amz|goog)-[a-z-]+|signature|sig|token|access_token|policy|expires?|exp|key-pair-id|hmac|hdn[a-z]+|md5|verify|jwt|se';
const signedUrl = new RegExp(`[?&](${signing})=`, 'i');
const signingName = new RegExp(`^(${signing})$`, 'i');

/** Whether a URL is signed: any change of its query may spoil it. */
export const isSigned = ({ href }: Url): boolean => signedUrl.test(href);

/** Whether a parameter of this name signs a URL, or says until when it is valid: it has another value each time. */
export const isSigningField = (name: string): boolean => signingName.test(name);

const parameter = ({ href }: Url, name: string): string | undefined =>
  new RegExp(`[?&]${name}=([^&]*)`, 'i').exec(href)?.[1];

/** Of `20260131T120000Z`, as S3 and GCS write it: milliseconds since 1970; NaN if it is none. */
const compactTime = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** As Node and browsers alike have it; the model has the types of neither. https://html.spec.whatwg.org/multipage/webappapis.html#dom-atob */
declare function atob(data: string): string;

/**
 * What base64 stands for, in any of its alphabets; empty if it is none. CloudFront writes `_` for `=`, and `~` for `/`;
 * base64url has `_` for `/`, and no `=` (https://www.rfc-editor.org/rfc/rfc4648#section-5).
 */
function textOf(base64: string): string {
  const bare = base64
    .replace(/(?:[=_]|%3D)+$/i, '')
    .replaceAll('-', '+')
    .replace(/[~_]/g, '/');
  try {
    return atob(bare);
  } catch {
    return '';
  }
}

/** Seconds since 1970 at which a token ends that says so itself: Akamai's `exp=`, a JWT's `exp`, a policy of CloudFront. */
function endInToken({ href }: Url): string | undefined {
  const query = /\?(.*)/s.exec(href)?.[1] ?? '';
  const akamai = /(?:[=~]|%3D|%7E)exp(?:=|%3D)(\d+)/i.exec(query)?.[1];
  const jwt = /eyJ[\w-]+\.(eyJ[\w-]+)\./.exec(query)?.[1];
  const policy = /[?&]policy=([^&]+)/i.exec(href)?.[1];
  const claims = /"exp"\s*:\s*(\d+)/.exec(textOf(jwt ?? ''))?.[1];
  return akamai ?? claims ?? /"AWS:EpochTime"\s*:\s*(\d+)/.exec(textOf(policy ?? ''))?.[1];
}

/** When a signed URL ends to be valid, as its query says, in milliseconds since 1970; null if it does not say. */
export function expiryOf(url: Url): number | null {
  const seconds = parameter(url, 'expires?') ?? parameter(url, 'exp') ?? endInToken(url);
  if (seconds !== undefined && /^\d{9,11}$/.test(seconds)) return Number(seconds) * 1_000;
  const [signed, valid] = [parameter(url, 'x-(?:amz|goog)-date'), parameter(url, 'x-(?:amz|goog)-expires')];
  const end =
    signed !== undefined && valid !== undefined
      ? compactTime(signed) + Number(valid) * 1_000
      : Date.parse(parameter(url, 'se')?.replaceAll('%3A', ':') ?? '');
  return Number.isNaN(end) ? null : end;
}
