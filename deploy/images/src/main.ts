import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { layersOf } from './layers.ts'
import { imageNames, isImageName, programImages } from './programs.ts'

/**
 * Writes what is in an image into a folder that is not there yet, a folder for each of its layers:
 * `npm run image:files -- NAME FOLDER`. The Dockerfiles call it, and the testbed makes its images of the same layers.
 */
const [name, folder] = process.argv.slice(2)
if (!isImageName(name) || folder === undefined) {
  process.stderr.write(`usage: npm run image:files -- ${imageNames.join('|')} FOLDER\n`)
  process.exitCode = 1
} else {
  const goal = resolve(folder)
  await mkdir(goal)
  for (const layer of layersOf(programImages[name])) {
    const root = join(goal, layer.name)
    await mkdir(root)
    await layer.fill(root)
  }
}
