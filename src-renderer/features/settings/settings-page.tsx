import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { RecordId, ViewId } from '@shared/domain/ids';
import type { SettingRight } from '@shared/domain/roles';
import { useSettingRights } from '../../fields/use-rights';
import { Icon } from '../../ui/icon';
import { TabPanel, Tabs } from '../../ui/tabs';
import { AboutSection } from './about-section';
import { ArchiveSection } from './archive-section';
import { BackupsSection } from './backups-section';
import { DiagnosticsSection } from './diagnostics-section';
import { DataModelSection } from './data-model-section';
import { EncryptionSection } from './encryption-section';
import { MembersSection } from './members-section';
import { PipelinesSection } from './pipelines-section';
import { WorkspaceSection } from './workspace-section';
import styles from './settings-page.module.css';

const SECTIONS = [
  'workspace',
  'members',
  'data-model',
  'pipelines',
  'backups',
  'encryption',
  'archive',
  'diagnostics',
  'about',
] as const;
export type SettingsSection = (typeof SECTIONS)[number];

/** What a section is for whoever may change; null: for everybody. */
const RIGHTS: Readonly<Record<SettingsSection, SettingRight | null>> = {
  workspace: 'workspace',
  members: 'members',
  'data-model': 'dataModel',
  pipelines: 'dataModel',
  backups: 'backups',
  encryption: 'workspace',
  archive: 'workspace',
  diagnostics: 'workspace',
  about: null,
};

export interface SettingsPageProps {
  /** From the address; anything unknown is the first section. */
  readonly section: string | null;
  /** data-model: the object that is shown. */
  readonly detail: string | null;
  readonly onNavigate: (section: SettingsSection, detail: string | null) => void;
  readonly onOpenList: (object: string, view?: ViewId) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens the list of an object with these records alone. */
  readonly onShowRecords: (object: string, ids: readonly RecordId[]) => void;
}

/** Settings of the workspace and of this window. */
export const SettingsPage = ({
  section,
  detail,
  onNavigate,
  onOpenList,
  hrefOfRecord,
  onShowRecords,
}: SettingsPageProps) => {
  const { t } = useLingui();
  const maySet = useSettingRights();
  const open = SECTIONS.filter((each) => {
    const right = RIGHTS[each];
    return right === null || maySet.has(right);
  });
  const current = open.find((each) => each === section) ?? open[0] ?? 'about';
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const tabs = [
    { value: 'workspace', label: t`Workspace` },
    { value: 'members', label: t`Members and roles` },
    { value: 'data-model', label: t`Data model` },
    { value: 'pipelines', label: t`Pipelines` },
    { value: 'backups', label: t`Backups` },
    { value: 'encryption', label: t`Encryption` },
    { value: 'archive', label: t`Archive` },
    { value: 'diagnostics', label: t`Diagnostics` },
    { value: 'about', label: t`About` },
  ] as const;
  const openTabs = tabs.filter(({ value }) => open.includes(value));
  const panel = (value: SettingsSection, content: ReactNode) => (
    <TabPanel value={value} className={styles.panel}>
      {content}
    </TabPanel>
  );
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>
        <Icon name="settings" />
        {t`Settings`}
      </h1>
      <Tabs<SettingsSection>
        tabs={openTabs}
        value={current}
        onChange={(next) => onNavigate(next, null)}
        label={t`Settings sections`}
        className={styles.bar}
        end={<div ref={setBar} className={styles.actions} />}
      >
        {panel('workspace', <WorkspaceSection />)}
        {panel('members', <MembersSection />)}
        {panel(
          'data-model',
          <DataModelSection
            object={detail}
            actionBar={bar}
            onSelectObject={(name) => onNavigate('data-model', name)}
            onOpenList={onOpenList}
            hrefOfRecord={hrefOfRecord}
            onShowRecords={onShowRecords}
          />,
        )}
        {panel(
          'pipelines',
          <PipelinesSection object={detail} actionBar={bar} onSelectObject={(name) => onNavigate('pipelines', name)} />,
        )}
        {panel('backups', <BackupsSection />)}
        {panel('encryption', <EncryptionSection />)}
        {panel('archive', <ArchiveSection />)}
        {panel('diagnostics', <DiagnosticsSection />)}
        {panel('about', <AboutSection />)}
      </Tabs>
    </div>
  );
};
