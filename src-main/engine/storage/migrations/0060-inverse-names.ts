import type { Migration } from './migration';

/** The standard relations get the API names of their inverses, which new workspaces have from their seed. */
export const inverseNames: Migration = {
  version: 60,
  up: (db) =>
    db.exec(`
UPDATE meta_field SET settings = json_set(settings, '$.inverseName', CASE object_key || '.' || key
    WHEN 'person.company' THEN 'people'
    WHEN 'company.parent' THEN 'subsidiaries'
    WHEN 'opportunity.company' THEN 'opportunities'
    WHEN 'opportunity.contact' THEN 'opportunities'
    WHEN 'task.target' THEN 'tasks'
    WHEN 'note.target' THEN 'notes' END)
  WHERE is_standard = 1 AND object_key || '.' || key IN ('person.company', 'company.parent', 'opportunity.company', 'opportunity.contact',
    'task.target', 'note.target');
`),
};
