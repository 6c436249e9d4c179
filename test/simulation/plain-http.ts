/**
 * HTTP between the people and rooms of a simulation. Node's own Request and Response are made for streaming over a
 * network, and would take much of a simulation's time; these do what the rooms and their callers ask of them.
 */
export function withPlainHttp(): () => void {
  // Node loads its own at their first mention: here they are not even that.
  const { Request, Response } = Object.getOwnPropertyDescriptors(globalThis);
  const put = (value: unknown) => ({ value, configurable: true, writable: true });
  Object.defineProperties(globalThis, { Request: put(PlainRequest), Response: put(PlainResponse) });
  return () => void Object.defineProperties(globalThis, { Request, Response });
}

type Pairs = Readonly<Record<string, string>>;
type Init = { method?: string; headers?: Pairs; body?: string; status?: number };

class PlainHeaders {
  private readonly values = new Map<string, string>();

  constructor(pairs: Pairs = {}) {
    for (const [name, value] of Object.entries(pairs)) this.set(name, value);
  }

  get(name: string): string | null {
    return this.values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.values.set(name.toLowerCase(), value);
  }
}

const encoder = new TextEncoder();

/** A body that is there in one piece, and can be read once. */
class PlainBody {
  private isRead = false;

  constructor(private readonly content: string | null) {}

  get body() {
    const { content } = this;
    if (content === null) return null;
    return {
      getReader: () => ({
        read: async () =>
          this.isRead || content === ""
            ? { done: true, value: undefined }
            : { done: false, value: encoder.encode(this.take()) },
        cancel: async () => undefined,
      }),
      cancel: async () => undefined,
    };
  }

  async text(): Promise<string> {
    return this.take();
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.take());
  }

  private take(): string {
    if (this.isRead) throw new TypeError("the body has been read");
    this.isRead = true;
    return this.content ?? "";
  }
}

class PlainRequest extends PlainBody {
  readonly method: string;
  readonly headers: PlainHeaders;

  constructor(
    readonly url: string,
    { method = "GET", headers, body }: Init = {},
  ) {
    super(body ?? null);
    this.method = method;
    this.headers = new PlainHeaders(headers);
  }
}

class PlainResponse extends PlainBody {
  readonly status: number;
  readonly headers: PlainHeaders;

  constructor(body: string | null = null, { status = 200, headers }: Init = {}) {
    super(body);
    this.status = status;
    this.headers = new PlainHeaders(headers);
  }

  static json(value: unknown, { headers, ...init }: Init = {}): PlainResponse {
    return new PlainResponse(JSON.stringify(value), {
      ...init,
      headers: { "content-type": "application/json", ...headers },
    });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }
}
