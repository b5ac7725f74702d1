// expect: error cpp-signature
void quicksort(vector<string>& names)
{
}
