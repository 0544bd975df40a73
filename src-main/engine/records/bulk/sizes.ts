/** Up to so many changes are made at once, in the transaction of the call; more by a job, in steps. */
export const AT_ONCE = 1000;

/** Changes made in one transaction of a job: about a tenth of a second in which others wait. */
export const STEP = 500;
