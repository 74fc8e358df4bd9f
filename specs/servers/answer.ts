/** An HTTP answer as it came over the wire. */
export class Answer {
  /** The header lines byte for byte (as latin1), without the status line and the line breaks. */
  readonly lines: readonly string[];
  readonly status: number;
  readonly body: Buffer;

  /** @throws Error where `bytes` do not start with the head of an answer */
  constructor(bytes: Buffer) {
    const end = bytes.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1];
    if (status === undefined) {
      const seen = JSON.stringify(bytes.subarray(0, 80).toString('latin1'));
      throw new Error(`Failed to read an answer: want a status line and headers, have ${seen}`);
    }
    this.status = Number(status);
    this.lines = lines;
    this.body = bytes.subarray(end + 4);
  }

  /** The whole lines of one header, in order. */
  linesOf(name: string): string[] {
    return this.lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  }

  /** The value of a header; several lines are joined by `, `; undefined if there is none. */
  header(name: string): string | undefined {
    const lines = this.linesOf(name);
    return lines.length > 0 ? lines.map((line) => line.slice(name.length + 1).trim()).join(', ') : undefined;
  }

  json(): unknown {
    return JSON.parse(this.body.toString('utf8'));
  }
}
