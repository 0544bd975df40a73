import http from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

interface RawRequest {
  readonly port: number;
  /** Sent as it is: nothing is normalised, unlike with fetch. */
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One HTTP request with exactly these headers and this path. */
export const rawRequest = ({ port, path, method = 'GET', headers = {}, body }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      text(response).then(
        (content) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });

/** The cookie that an answer sets, as a later request sends it. */
export const cookieOf = (answer: RawAnswer): string => answer.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
