import { inject } from 'vitest'
import './provided.ts'
import { trustServices } from './trust-services.ts'

trustServices(inject('services'))
