import { connectEngine } from '../../src-main/engine-entry/engine-client';
import { startEngineThread } from '../../src-main/engine-entry/start-engine-thread';

/** A fresh process that opens a workspace and asks for the first page, as the app does when it starts. */
const [workspaceDir] = process.argv.slice(2);
if (workspaceDir === undefined) throw new Error('Which workspace?');
// Node reads its fetch classes when they are first named; in the app the client is a browser, which has them.
void new Headers();
const start = performance.now();
const engine = await startEngineThread(import.meta.dirname, { workspaceDir, appVersion: 'bench', hasReaders: true });
const line = connectEngine(engine);
const sort = [{ field: 'name', direction: 'asc' as const, nulls: 'last' as const }];
await line.client.records.window({ object: 'person', sort, offset: 0, limit: 50 });
const firstPageMs = performance.now() - start;
const { total } = await line.client.records.count({ object: 'person', sort });
await line.client.records.window({ object: 'person', sort, offset: Math.floor(total / 2), limit: 50 });
const rssMiB = Math.round(process.memoryUsage.rss() / 1024 / 1024);
console.log(JSON.stringify({ firstPageMs, rssMiB }));
line.close();
await engine.close();
