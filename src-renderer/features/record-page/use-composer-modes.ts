import { useFieldEnvironment } from '../../fields/field-environment';
import { useRecordRights } from '../../fields/use-rights';
import type { ComposerMode } from './activity';
import { noteModel, taskModel } from './record-model';

/** What may be written down about records of an object: notes and tasks, where there are such and new ones may be made. */
export const useComposerModes = (object: string): ReadonlySet<ComposerMode> => {
  const { objects } = useFieldEnvironment();
  const notes = noteModel(objects, object);
  const tasks = taskModel(objects, object);
  const ofNotes = useRecordRights(notes?.object.name ?? '');
  const ofTasks = useRecordRights(tasks?.object.name ?? '');
  return new Set([
    ...(notes && ofNotes.has('create') ? (['note'] as const) : []),
    ...(tasks && ofTasks.has('create') ? (['task'] as const) : []),
  ]);
};
