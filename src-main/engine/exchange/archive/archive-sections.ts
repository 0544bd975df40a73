import type { SchemaModel } from '../../schema/model';
import { recordSection } from './record-lines.sql';
import { goneSection } from './rec-lines.sql';
import type { Section } from './section';
import { sectionsAfterRecords, sectionsBeforeRecords } from './static-lines.sql';

/** The records of a data model: of each object, and the links; also of what is in the trash. */
export const recordSections = (schema: SchemaModel): readonly Section[] => {
  const known = [...schema.objectsByKey.keys(), ...schema.links.keys()];
  return [
    ...[...schema.objectsByKey.values()].map((object) => recordSection('records', object)),
    ...[...schema.links.values()].map(({ object }) => recordSection('links', object)),
    goneSection(known),
  ];
};

/** All files of lines, in the order in which they are written and read. */
export const archiveSections = (schema: SchemaModel): readonly Section[] => [
  ...sectionsBeforeRecords,
  ...recordSections(schema),
  ...sectionsAfterRecords,
];
