import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { hostContract, HostInfo, StagedFile } from '@shared/contract/host.contract';
import type { StagedFileId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { Failure, fromFailure } from '@shared/errors/failure';
import { toAppError } from './call-error';
import type { Preload } from './preload-api';

/** What differs between a desktop window and a browser tab, in one place. */
export interface RendererHost {
  readonly info: () => Promise<HostInfo>;
  /** Puts a chosen or dropped file where the engine can read it. Where that takes a while, `onProgress` hears of it: 0 to 1. */
  readonly stageFile: (file: File, onProgress?: (share: number) => void) => Promise<StagedFile>;
  /** Hands a staged file to the person; false when they cancelled. */
  readonly saveStaged: (file: StagedFileId, fileName: string) => Promise<boolean>;
  readonly openExternal: (url: string) => Promise<void>;
  /** Shows a folder of the engine's machine in its file manager; undefined where that cannot be done. */
  readonly openFolder?: ((path: string) => Promise<void>) | undefined;
  readonly notify: (title: string, body: string) => Promise<void>;
}

type HostProcedure = keyof typeof hostContract;
const Saved = z.object({ saved: z.boolean() });

/** The host of a window in Electron. */
export const electronHost = (preload: Preload): RendererHost => {
  const call = async (procedure: HostProcedure, input: unknown): Promise<unknown> => {
    const answer = await preload.host(procedure, input);
    if (answer.ok) return answer.value;
    throw fromFailure(answer.error);
  };
  return {
    info: async () => HostInfo.parse(await call('info', {})),
    stageFile: async (file) => StagedFile.parse(await call('stagePath', { path: preload.pathForFile(file) })),
    saveStaged: async (file, fileName) => Saved.parse(await call('saveStaged', { file, fileName })).saved,
    openExternal: async (url) => void (await call('openExternal', { url })),
    openFolder: async (path) => void (await call('openFolder', { path })),
    notify: async (title, body) => void (await call('notify', { title, body })),
  };
};

const answerOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  if (response.status === 401) throw new AppError('sign_in_required', msg`This browser is not signed in to Outpost`);
  const { data } = Failure.safeParse(body);
  throw data ? fromFailure(data) : new AppError('internal', msg`Something in Outpost went wrong`);
};

/** Sends a file. `fetch` does not tell how far it is. */
const upload = (path: string, file: File, onProgress: (share: number) => void): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.responseType = 'blob';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const { status, statusText } = request;
      const body: unknown = request.response;
      resolve(new Response(body instanceof Blob ? body : null, { status, statusText }));
    });
    for (const end of ['error', 'abort'] as const) {
      request.addEventListener(end, () => reject(new AppError('offline', msg`The file could not be sent`)));
    }
    request.send(file);
  });

const OPENED_BY_BROWSER = /^(https?|mailto|tel):/i;

/** The host of a browser tab: the same server that served the page. */
export const webHost = (document: Document): RendererHost => {
  const answered = async (response: Promise<Response>): Promise<unknown> => {
    try {
      return await answerOf(await response);
    } catch (error) {
      throw toAppError(error);
    }
  };
  const request = (path: string, init: RequestInit): Promise<unknown> =>
    answered(fetch(path, { credentials: 'same-origin', ...init }));
  const call = (procedure: HostProcedure, input: unknown) =>
    request(`/host/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  const follow = (href: string, options: { readonly download?: string; readonly target?: string }) => {
    const anchor = document.createElement('a');
    anchor.href = href;
    anchor.rel = 'noopener noreferrer';
    if (options.download !== undefined) anchor.download = options.download;
    if (options.target !== undefined) anchor.target = options.target;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  };
  return {
    info: async () => HostInfo.parse(await call('info', {})),
    stageFile: async (file, onProgress = () => {}) =>
      StagedFile.parse(await answered(upload(`/stage?name=${encodeURIComponent(file.name)}`, file, onProgress))),
    saveStaged: (file, fileName) => {
      follow(`/staged/${file}?name=${encodeURIComponent(fileName)}`, { download: fileName });
      return Promise.resolve(true);
    },
    openExternal: (url) => {
      if (!OPENED_BY_BROWSER.test(url))
        throw new AppError('forbidden', msg`Outpost opens web, mail and phone addresses only`);
      follow(url, { target: '_blank' });
      return Promise.resolve();
    },
    notify: async (title, body) => void (await call('notify', { title, body })),
  };
};

/** The host that this window has. */
export const hostFrom = (window: Window): RendererHost =>
  window.outpost ? electronHost(window.outpost) : webHost(window.document);
