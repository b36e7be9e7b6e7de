import { inject } from 'vitest'
import '@operations-manager/testbed/vitest/provided.ts'
import { objectStoragePortContract } from '../../memory/object-storage/port.contract-suite.ts'
import { minioUnderTest } from './testing/minio-under-test.ts'

objectStoragePortContract('MinIO, with the rights of deploy/minio/policy.json', () =>
  minioUnderTest(inject('services').minio),
)
