import type { ReactNode } from 'react';
import { type Format, useFormat } from '../../format/use-format.ts';
import { SpokenMark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import type { Upload } from '../../mark/uploads.ts';
import { useDeliveries, usePlaces, useUploads } from '../../mark/use-place.ts';
import { useSpaces } from '../../membership/use-spaces.ts';
import { spaceCollection } from '../../settings/names.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { SpaceActions } from '../space/SpaceActions.tsx';
import { DeliveredAt } from './DeliveredAt.tsx';
import './spaces-table.css';
import { UploadBar, UploadsBar } from './Uploads.tsx';
import { spacesWords } from './words.ts';

export function SpacesTab(): ReactNode {
  const spaces = useSpaces();
  const placeOf = usePlaces();
  const deliveries = useDeliveries();
  const format = useFormat();
  const uploads = useUploads();
  if (spaces.length === 0) return <NoRows />;
  return (
    <>
      <UploadsBar count={uploads.size} />
      <table className="spaces-table figures">
        <caption className="visually-hidden">{spacesWords.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{spacesWords.name}</th>
            <th scope="col" className="number">
              {spacesWords.keys}
            </th>
            <th scope="col" className="number">
              {spacesWords.size}
            </th>
            <th scope="col">{spacesWords.lastDelivered}</th>
            <th scope="col">
              <span className="visually-hidden">{spacesWords.where}</span>
            </th>
            <th scope="col">
              <span className="visually-hidden">{spacesWords.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spaces.map((space) => {
            const collection = spaceCollection(space.id);
            return (
              <Row
                key={space.id}
                space={space}
                place={placeOf(collection)}
                deliveredAt={deliveries.get(collection)}
                upload={uploads.get(collection)}
                format={format}
              />
            );
          })}
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  readonly space: SpaceSummary;
  readonly place: Place;
  readonly deliveredAt: number | undefined;
  readonly upload: Upload | undefined;
  readonly format: Format;
}

function Row({ space, place, deliveredAt, upload, format }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row">{space.name}</th>
      <td className="number" data-label={spacesWords.keys}>
        {format.count(space.keys)}
      </td>
      <td className="number" data-label={spacesWords.size}>
        {format.size(space.bytes)}
      </td>
      <td className="date" data-label={spacesWords.delivered}>
        {upload === undefined ? (
          <DeliveredAt time={deliveredAt} place={place} />
        ) : (
          <UploadBar name={space.name} upload={upload} />
        )}
      </td>
      <td className="where">
        <SpokenMark place={place} />
      </td>
      <td className="row-actions">
        <SpaceActions space={space} label={spacesWords.actionsOf(space.name)} />
      </td>
    </tr>
  );
}

function NoRows(): ReactNode {
  return (
    <div className="settings-empty">
      <h3>{spacesWords.emptyTitle}</h3>
      <p className="quiet">{spacesWords.empty}</p>
    </div>
  );
}
