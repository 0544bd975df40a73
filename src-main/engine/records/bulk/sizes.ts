/** Up to so many changes are made at once, in the transaction of the call; more by a job, in steps. */
export const AT_ONCE = 1000;

/** Changes made in one transaction of a job: about a tenth of a second in which others wait. */
export const STEP = 500;

/** A computed field of up to so many records is worked out in the transaction that changes it, in some tenths of a second; of more by a job. */
export const COMPUTED_AT_ONCE = 10_000;
