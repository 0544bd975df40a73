import { useCallback, useState, type ReactNode } from 'react';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import type { FieldValues } from '../../rpc/cached-rows';
import { EditQuestions, type AskForEdit } from '../../rpc/edit-questions';
import { StageMoveDialog } from './stage-move-dialog';
import { questionOf, type StageQuestion } from './stage-question.rules';

interface Asked {
  readonly question: StageQuestion;
  readonly answer: (values: FieldValues | null) => void;
}

/** Lets every edit of a record, wherever it is made, ask for what its stage requires. */
export const StageQuestions = ({ children }: { readonly children: ReactNode }) => {
  const environment = useFieldEnvironment();
  const [asked, setAsked] = useState<Asked>();
  const ask: AskForEdit = useCallback(
    (object, edit, refusal) => {
      const question = questionOf(findObject(environment, object), edit, refusal);
      if (!question) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        setAsked({
          question,
          answer: (values) => {
            setAsked(undefined);
            resolve(values);
          },
        });
      });
    },
    [environment],
  );
  return (
    <EditQuestions value={ask}>
      {children}
      {asked && <StageMoveDialog question={asked.question} onAnswer={asked.answer} />}
    </EditQuestions>
  );
};
