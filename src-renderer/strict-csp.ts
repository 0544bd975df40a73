import { z } from 'zod';

// Parsers that zod compiles need `eval`, which the content security policy forbids. Schemas decide when they are made, so
// this runs before any other module.
z.config({ jitless: true });
