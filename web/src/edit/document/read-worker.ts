import { readDocument } from './document.ts'

// The other end of `readAside`.
addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(readDocument(data)))
