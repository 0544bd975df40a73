/** First and last names that go together; most teams mix several of these. */
export interface NamePool {
  readonly firsts: readonly [string, ...string[]];
  readonly lasts: readonly [string, ...string[]];
}

const words = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...rest] = text.split(', ');
  return [first, ...rest];
};
const pool = (firsts: string, lasts: string): NamePool => ({ firsts: words(firsts), lasts: words(lasts) });

export const NAME_POOLS: readonly [NamePool, ...NamePool[]] = [
  pool(
    'Olivia, James, Hannah, Marcus, Grace, Daniel, Rachel, Tyler, Erin, Nathan, Claire, Owen, Jasmine, Caleb, Vivian, Dylan, Paige, Simon, Heather, Isaac',
    'Bennett, Carter, Hughes, Walsh, Porter, Ellison, Reid, Foster, Grady, Whitaker, Sutton, Barnes, Holloway, Pierce, Lawson, Merritt, Doyle, Kerr, Ashworth, Tate',
  ),
  pool(
    'Anna, Lukas, Katharina, Jonas, Sophie, Matthias, Lena, Florian, Greta, Tobias, Johanna, Felix, Miriam, Sebastian, Paula, Jürgen, Svenja, Henrik',
    'Becker, Vogel, Hartmann, Krüger, Lindner, Schreiber, Brandt, Seidel, Köhler, Winter, Albrecht, Neumann, von der Heide, Jäger, Pohl, Stein, Behrens',
  ),
  pool(
    'Camille, Antoine, Élodie, Julien, Manon, Mathieu, Clémence, Bastien, Inès, Olivier, Chloé, Thibault, Margaux, Rémi',
    'Laurent, Moreau, Girard, Fontaine, Rousseau, Mercier, Delacroix, Lefèvre, Perrin, Chevalier, Renaud, Dubois, de La Tour, Garnier',
  ),
  pool(
    'Ingrid, Erik, Astrid, Lars, Maja, Nils, Elin, Anders, Saga, Mikkel, Freja, Oskar, Linnea, Jens, Tuva',
    'Lindqvist, Nyström, Bergström, Sandberg, Holm, Ekström, Sørensen, Dahl, Øverland, Kjær, Norberg, Hagen, Wikström, Strand',
  ),
  pool(
    'Priya, Arjun, Ananya, Rohan, Meera, Vikram, Kavya, Sanjay, Isha, Nikhil, Deepa, Karthik, Leela, Aditya',
    'Sharma, Patel, Iyer, Menon, Kapoor, Reddy, Nair, Chatterjee, Desai, Rao, Bhatt, Krishnan, Malhotra, Joshi',
  ),
  pool(
    'Lucía, Mateo, Valentina, Diego, Camila, Javier, Sofía, Andrés, Paula, Rafael, Ximena, Tomás, Beatriz, Joaquín',
    'García, Fernández, Navarro, Ortega, Salazar, Domínguez, Herrera, Castillo, Vega, Ibáñez, Fuentes, Quintero, Solís, Marín',
  ),
  pool(
    'Mei, Wei, Yuki, Kenji, Min-jun, Ji-woo, Hana, Takumi, Lin, Jun, Aiko, Daniel, Grace, Hao, Naomi, Ryo',
    'Chen, Tanaka, Kim, Wong, Nakamura, Park, Liu, Sato, Huang, Lee, Mori, Zhang, Choi, Fujita, Lim',
  ),
  pool(
    'Amara, Kwame, Ngozi, Tunde, Zainab, Chidi, Adaeze, Kofi, Imani, Sefu, Abena, Emeka, Wanjiru, Thabo',
    'Okafor, Mensah, Adeyemi, Diallo, Nwosu, Boateng, Mwangi, Eze, Balogun, Kamau, Osei, Ndlovu, Abiola, Asante',
  ),
  pool(
    'Magda, Piotr, Zofia, Marek, Ivana, Pavel, Katarzyna, Mihai, Elena, Tomasz, Petra, Andrei, Nadia, Milan',
    'Kowalska, Nowak, Zieliński, Novák, Horvat, Ionescu, Dvořák, Popescu, Wójcik, Petrov, Marković, Lis, Kovács, Bartoš',
  ),
  pool(
    'Leila, Omar, Yasmin, Karim, Noor, Tariq, Samira, Hadi, Dalia, Rami, Shirin, Elif, Emre, Maya',
    'Haddad, Rahman, Aziz, Nasser, Farouk, Mansour, Khalil, Yilmaz, Demir, Ansari, Saleh, Darwish, Kaya, Tehrani',
  ),
];

/** A name as it stands in an address: "Clémence de La Tour" is "clemence.delatour". */
export const toAddressPart = (name: string): string =>
  name
    .replaceAll('ß', 'ss')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll(/[łŁ]/g, 'l')
    .replaceAll(/[æÆ]/g, 'ae')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
