import { expect, test } from 'vitest'
import { readLdd } from './debian-files.ts'

test('the libraries of a program are those that its loader names, and the loader', () => {
  const text = `	linux-vdso.so.1 (0x00007f8a2d8b3000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f8a2d89d000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f8a2d8b5000)
`
  expect(readLdd(text)).toEqual(['/lib/x86_64-linux-gnu/libdl.so.2', '/lib64/ld-linux-x86-64.so.2'])
})

test('a library that this machine lacks is no image without it', () => {
  expect(() => readLdd('	libssl.so.3 => not found\n')).toThrow('libssl.so.3')
})
