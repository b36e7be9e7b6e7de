import { objectStoragePortContract } from './port.contract-suite.ts'
import { memoryUnderTest } from './under-test.ts'

objectStoragePortContract('in memory', memoryUnderTest)
