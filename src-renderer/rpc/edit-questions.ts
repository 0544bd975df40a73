import { createContext } from 'react';
import type { AppError } from '@shared/errors/app-error';
import type { FieldValues, RecordEdit } from './cached-rows';

/**
 * Asks the person for what an edit of one record lacks: before it is written (`refusal` undefined) and when the engine has refused it. Answers values to
 * add, undefined when there is nothing to ask, or null when the person gave the edit up.
 */
export type AskForEdit = (
  object: string,
  edit: RecordEdit,
  refusal: AppError | undefined,
) => Promise<FieldValues | null | undefined>;

const askNothing: AskForEdit = () => Promise.resolve(undefined);

export const EditQuestions = createContext<AskForEdit>(askNothing);
