import { Trans } from '@lingui/react/macro';
import { MenuItem } from '../../ui/menu';

export type ExportFormat = 'csv' | 'jsonl' | 'vcf';

interface ExportItemsProps {
  /** Address cards hold people and nothing else. */
  readonly hasCards: boolean;
  readonly onExport: (format: ExportFormat) => void;
}

/** The kinds of file that records can be written to. */
export const ExportItems = ({ hasCards, onExport }: ExportItemsProps) => (
  <>
    <MenuItem icon="table" onSelect={() => onExport('csv')}>
      <Trans>Export as spreadsheet (CSV)</Trans>
    </MenuItem>
    <MenuItem icon="json" onSelect={() => onExport('jsonl')}>
      <Trans>Export as JSON lines</Trans>
    </MenuItem>
    {hasCards && (
      <MenuItem icon="identity" onSelect={() => onExport('vcf')}>
        <Trans>Export as address cards (vCard)</Trans>
      </MenuItem>
    )}
  </>
);
